/** A window of Electron and its page, as far as src-main/desktop drives them. */
import { EventEmitter } from 'node:events';

export interface WindowOptions {
  readonly webPreferences: Readonly<Record<string, unknown>>;
  readonly width: number;
  readonly x?: number;
  readonly show: boolean;
}

export class PreventableEvent {
  defaultPrevented = false;
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

export class WebContentsStandIn extends EventEmitter {
  readonly sent: { channel: string; payload: unknown }[] = [];
  windowOpen: ((details: { url: string }) => { action: string }) | null = null;
  loading = true;

  isLoading(): boolean {
    return this.loading;
  }

  send(channel: string, payload: unknown): void {
    this.sent.push({ channel, payload });
  }

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.windowOpen = handler;
  }

  /** True when the page got there. */
  navigate(url: string): boolean {
    const event = new PreventableEvent();
    this.emit('will-frame-navigate', Object.assign(event, { url }));
    this.emit('will-navigate', event, url);
    return !event.defaultPrevented;
  }
}

export class WindowStandIn extends EventEmitter {
  readonly options: WindowOptions;
  readonly webContents = new WebContentsStandIn();
  visible = false;
  destroyed = false;
  url = '';
  /** What the taskbar shows: −1 no progress, 'indeterminate' one without a measure. */
  progress: number | 'indeterminate' = -1;
  overlay: { image: string | null; description: string } = { image: null, description: '' };

  constructor(options: WindowOptions) {
    super();
    this.options = options;
  }

  loadURL(url: string): Promise<void> {
    this.url = url;
    return Promise.resolve().then(() => {
      this.webContents.loading = false;
      this.webContents.emit('did-finish-load');
    });
  }

  close(): void {
    const event = new PreventableEvent();
    this.emit('close', event);
    if (event.defaultPrevented) return;
    this.destroyed = true;
    this.visible = false;
  }

  /** Windows makes the taskbar button anew, with nothing on it. */
  show(): void {
    if (!this.visible) {
      this.progress = -1;
      this.overlay = { image: null, description: '' };
    }
    this.visible = true;
    this.emit('show');
  }
  setProgressBar(fraction: number, options?: { mode: 'indeterminate' }): void {
    if (this.visible) this.progress = options?.mode ?? fraction;
  }
  setOverlayIcon(image: string | null, description: string): void {
    if (this.visible) this.overlay = { image, description };
  }
  hide(): void {
    this.visible = false;
  }
  focus(): void {}
  restore(): void {}
  maximize(): void {}
  isMinimized(): boolean {
    return false;
  }
  isMaximized(): boolean {
    return false;
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  getNormalBounds(): { x: number; y: number; width: number; height: number } {
    return { x: 10, y: 20, width: 1280, height: 820 };
  }
}
