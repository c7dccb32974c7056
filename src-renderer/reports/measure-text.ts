const TABULAR = 1.06;
let canvas: CanvasRenderingContext2D | null = null;

/** How wide a text is in a table, in pixels. */
export function measureText(text: string): number {
  if (canvas === null) {
    canvas = document.createElement('canvas').getContext('2d');
    const { fontFamily } = getComputedStyle(document.querySelector('.fui-FluentProvider') ?? document.body);
    if (canvas !== null) canvas.font = `600 14px ${fontFamily}`;
  }
  // Tables set their numerals in one width, which a canvas does not; without a canvas, the width of a wide letter.
  return (canvas?.measureText(text).width ?? text.length * 9) * TABULAR;
}
