/**
 * Objects of one kind, in the order in which Stripe lists them: newest first. An object is never changed in place: an
 * update puts a new one, so that an event may keep the one it saw.
 */
export interface StripeObject {
  readonly id: string;
  readonly created: number;
}

export class Shelf<T extends StripeObject> {
  /** Oldest first. */
  readonly #ids: string[] = [];
  readonly #objects = new Map<string, T>();

  get(id: string): T | undefined {
    return this.#objects.get(id);
  }

  /** Throws RangeError: for ids that the simulator itself holds. */
  must(id: string): T {
    const found = this.#objects.get(id);
    if (!found) throw new RangeError(`No object has the id ${id}.`);
    return found;
  }

  add(object: T): T {
    let at = this.#ids.length;
    while (at > 0 && this.must(this.#ids[at - 1] ?? '').created > object.created) at -= 1;
    this.#ids.splice(at, 0, object.id);
    this.#objects.set(object.id, object);
    return object;
  }

  update(id: string, change: Partial<T>): T {
    const changed = { ...this.must(id), ...change };
    this.#objects.set(id, changed);
    return changed;
  }

  get size(): number {
    return this.#ids.length;
  }

  /** The first one in time; undefined while there is none. */
  oldest(): T | undefined {
    return this.#objects.get(this.#ids[0] ?? '');
  }

  newestFirst(): T[] {
    return [...this.older(null)];
  }

  /** From the one listed after `id` on, newest first; from the newest for null. */
  *older(id: string | null): Generator<T> {
    const from = id === null ? this.#ids.length : this.#indexOf(id);
    for (let at = from - 1; at >= 0; at -= 1) yield this.must(this.#ids[at] ?? '');
  }

  /** From the one listed just before `id` on, oldest first. */
  *newer(id: string): Generator<T> {
    for (let at = this.#indexOf(id) + 1; at < this.#ids.length; at += 1) yield this.must(this.#ids[at] ?? '');
  }

  #indexOf(id: string): number {
    const { created } = this.must(id);
    let low = 0;
    let high = this.#ids.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.must(this.#ids[middle] ?? '').created < created) low = middle + 1;
      else high = middle;
    }
    return this.#ids.indexOf(id, low);
  }
}
