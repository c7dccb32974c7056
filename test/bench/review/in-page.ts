/** What is measured inside the page. Each function is sent to it whole, so none may use anything outside itself. */

export interface Frames {
  /** The longest time between two frames, and all of them in order of length, longest first. */
  readonly worstMs: number;
  readonly worst: readonly number[];
  readonly frames: number;
}

declare global {
  interface Window {
    /** When the answer to the list's first question was read. */
    benchAnsweredAt?: number;
    /** When the frame with the first row had been painted. */
    benchPaintedAt?: number;
    benchApproval?: Promise<number>;
  }
}

/** Runs before the page's own scripts. */
export function watchFirstPaint(): void {
  const asked = window.fetch;
  window.fetch = async (...request) => {
    const response = await asked(...request);
    if (!String(request[0]).includes('/api/review.list')) return response;
    const read = response.json.bind(response);
    response.json = async () => {
      const answer: unknown = await read();
      window.benchAnsweredAt ??= performance.now();
      return answer;
    };
    return response;
  };
  const look = (): void => {
    if (document.querySelector('#review-list [role="option"]') === null) {
      requestAnimationFrame(look);
      return;
    }
    // After this frame's work the next task runs when it has been handed over to be painted.
    requestAnimationFrame(() =>
      setTimeout(() => {
        window.benchPaintedAt = performance.now();
      }),
    );
  };
  requestAnimationFrame(look);
}

/** Scrolls the list for so long, at so many pixels a frame, and times the frames. */
export async function scrollFrames(options: { ms: number; pixels: number }): Promise<Frames> {
  const list = document.querySelector('#review-list');
  if (list === null) throw new Error('There is no list.');
  const gaps: number[] = [];
  await new Promise<void>((resolve) => {
    const start = performance.now();
    let before = start;
    let direction = 1;
    const step = (now: number): void => {
      gaps.push(now - before);
      before = now;
      if (now - start > options.ms) {
        resolve();
        return;
      }
      const atEnd = list.scrollTop + list.clientHeight >= list.scrollHeight - 1;
      if (atEnd) direction = -1;
      if (list.scrollTop === 0) direction = 1;
      list.scrollTop += direction * options.pixels;
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  });
  // The first gap is the wait for the first frame.
  const worst = gaps.slice(1).sort((a, b) => b - a);
  return { worstMs: worst[0] ?? 0, worst: worst.slice(0, 5), frames: gaps.length };
}

/** Before the key is pressed: `benchApproval` becomes the time from the key to the frame that shows the row gone. */
export function awaitApproval(): void {
  const list = document.querySelector('#review-list');
  const current = list?.getAttribute('aria-activedescendant');
  if (!list || !current) throw new Error('No row is current.');
  window.benchApproval = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`The row ${current} did not go.`)), 20_000);
    window.addEventListener(
      'keydown',
      () => {
        const pressed = performance.now();
        const look = (): void => {
          if (document.getElementById(current) === null) {
            setTimeout(() => resolve(performance.now() - pressed));
          } else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      },
      { once: true, capture: true },
    );
  });
}

/** Chooses in the open list, and resolves with the time until the first row of a group had been painted. */
export function chooseGroups(words: string): Promise<number> {
  const choices = [...document.querySelectorAll<HTMLElement>('[role="option"]')];
  const choice = choices.find(({ textContent }) => textContent === words);
  if (choice === undefined) throw new Error(`There is no choice ${words}.`);
  const start = performance.now();
  choice.click();
  return new Promise((resolve) => {
    const look = (): void => {
      const row = document.querySelector('[role="treeitem"][aria-level="2"]:not([aria-busy])');
      if (row === null) requestAnimationFrame(look);
      else setTimeout(() => resolve(performance.now() - start));
    };
    requestAnimationFrame(look);
  });
}
