/** One numbered step of the store's schema. Never changed once it has been released: a later step corrects it. */
export interface Migration {
  /** 1, 2, 3 … without a gap; becomes the file's `user_version`. */
  readonly version: number;
  readonly title: string;
  readonly sql: string;
}
