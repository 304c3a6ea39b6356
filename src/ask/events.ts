/** Server-sent events, read piece by piece as they arrive. */

/** No event of a model is that long; whoever sends more sends no events. */
const LONGEST = 2_000_000;

export class EventReader {
  #rest = '';
  #data: string[] = [];
  #length = 0;

  /** The data of every event that this piece completes. Throws a RangeError when one does not end. */
  push(piece: string): readonly string[] {
    const events: string[] = [];
    const lines = (this.#rest + piece).split(/\r\n|\n|\r(?=[^\n])/);
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#take(line, events);
    if (this.#rest.length + this.#length > LONGEST) throw new RangeError('an event without end');
    return events;
  }

  /** What the end of the stream completes. */
  end(): readonly string[] {
    const events: string[] = [];
    this.#take(this.#rest, events);
    this.#take('', events);
    this.#rest = '';
    return events;
  }

  #take(line: string, events: string[]): void {
    if (line === '' || line === '\r') {
      if (this.#data.length > 0) events.push(this.#data.join('\n'));
      this.#data = [];
      this.#length = 0;
      return;
    }
    const field = /^data: ?(.*)$/s.exec(line);
    if (field === null) return;
    this.#data.push(field[1] ?? '');
    this.#length += (field[1] ?? '').length;
  }
}
