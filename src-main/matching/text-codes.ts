/** Texts of items that come again and again, as codes: 0 for the text that is met first, 1 for the next other one, … */
export class TextCodes {
  readonly texts: string[] = [];
  private readonly codes: Int32Array;
  private readonly known = new Map<string, number>();
  private lastText: string | null = null;
  private lastCode = 0;

  constructor(items: number) {
    this.codes = new Int32Array(items);
  }

  /** Notes the text of an item and returns its code. */
  put(item: number, text: string): number {
    if (text !== this.lastText) {
      this.lastText = text;
      const known = this.known.get(text);
      this.lastCode = known ?? this.texts.push(text) - 1;
      if (known === undefined) this.known.set(text, this.lastCode);
    }
    this.codes[item] = this.lastCode;
    return this.lastCode;
  }

  of(item: number): number {
    return this.codes[item] as number;
  }
}
