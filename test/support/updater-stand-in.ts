/** electron-updater as far as desktop/updates.ts drives it: a look finds a version or fails; what it finds is downloaded. */
import { EventEmitter } from 'node:events';

export class UpdaterStandIn extends EventEmitter {
  autoDownload = false;
  autoInstallOnAppQuit = false;
  logger: unknown = {};
  looks = 0;
  readonly installs: { silent: boolean; runAfter: boolean }[] = [];
  /** What the server has: a version, none, or why it cannot be asked. */
  offer: string | null | Error = null;

  async checkForUpdates(): Promise<object> {
    this.looks += 1;
    this.emit('checking-for-update');
    if (this.offer instanceof Error) {
      this.emit('error', this.offer);
      throw this.offer;
    }
    if (this.offer === null) this.emit('update-not-available', { version: '1.0.0' });
    else this.emit('update-available', { version: this.offer });
    return {};
  }

  /** The download that an available update starts by itself. */
  download(percent: number): void {
    if (!this.autoDownload) throw new Error('Nothing is downloaded unless it was asked for.');
    this.emit('download-progress', { percent });
    if (percent === 100) this.emit('update-downloaded', { version: this.offer });
  }

  quitAndInstall(silent: boolean, runAfter: boolean): void {
    this.installs.push({ silent, runAfter });
  }
}
