/** Counts per slot of time; slots double their width when a log is longer than they reach. */

const MAX_SLOTS = 240;

export class Timeline {
  /** Seconds since 1970 of the first slot, as if local times were UTC. */
  private start = 0;
  private slotSeconds = 1;
  private counts: number[] = [];
  /** Most events of a burst carry one and the same second. */
  private lastText = '';
  private lastSeconds = 0;

  /** Adds `n` events at `YYYY-MM-DDThh:mm:ss`; times that do not exist are left out. */
  add(time: string, n = 1): void {
    if (time !== this.lastText) {
      this.lastSeconds = secondsOf(time);
      this.lastText = time;
    }
    this.addAt(this.lastSeconds, n);
  }

  merge(other: Timeline): void {
    other.counts.forEach((n, i) => {
      if (n > 0) this.addAt(other.start + i * other.slotSeconds, n);
    });
  }

  finish(): { start: string; slotSeconds: number; counts: number[] } | null {
    if (this.counts.length === 0) return null;
    return {
      start: new Date(this.start * 1000).toISOString().slice(0, 19),
      slotSeconds: this.slotSeconds,
      counts: [...this.counts],
    };
  }

  restore(saved: { start: string; slotSeconds: number; counts: readonly number[] } | null): void {
    if (saved === null) return;
    this.start = secondsOf(saved.start);
    this.slotSeconds = saved.slotSeconds;
    this.counts = [...saved.counts];
  }

  private addAt(seconds: number, n: number): void {
    if (Number.isNaN(seconds)) return;
    if (this.counts.length === 0) this.start = seconds;
    if (seconds < this.start) this.reachBack(seconds);
    while (this.slotOf(seconds) >= MAX_SLOTS) this.double();
    const slot = this.slotOf(seconds);
    while (this.counts.length <= slot) this.counts.push(0);
    this.counts[slot] = (this.counts[slot] ?? 0) + n;
  }

  private slotOf(seconds: number): number {
    return Math.floor((seconds - this.start) / this.slotSeconds);
  }

  /** Lines of several files or hosts need not come in order. */
  private reachBack(seconds: number): void {
    while (this.counts.length + this.slotsBefore(seconds) > MAX_SLOTS) this.double();
    const before = this.slotsBefore(seconds);
    this.start -= before * this.slotSeconds;
    this.counts = [...new Array<number>(before).fill(0), ...this.counts];
  }

  private slotsBefore(seconds: number): number {
    return Math.ceil((this.start - seconds) / this.slotSeconds);
  }

  private double(): void {
    const half: number[] = [];
    this.counts.forEach((n, i) => {
      half[i >> 1] = (half[i >> 1] ?? 0) + n;
    });
    this.counts = half;
    this.slotSeconds *= 2;
  }
}

/** The day of the time before, whose date need not be computed again. */
let lastDay = '';
let lastMidnight = 0;

function secondsOf(time: string): number {
  const day = time.slice(0, 10);
  if (day !== lastDay) {
    lastMidnight = Date.parse(`${day}T00:00:00Z`) / 1000;
    lastDay = day;
  }
  const two = (at: number) => (time.charCodeAt(at) - 48) * 10 + time.charCodeAt(at + 1) - 48;
  return lastMidnight + two(11) * 3600 + two(14) * 60 + two(17);
}
