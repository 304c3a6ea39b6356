/**
 * What is made of one thing, made again only for another. Unlike a `WeakMap` it lets go
 * of the one before at once: entries of a `WeakMap` outlive every collection of the young
 * half of the memory, and with them all that a part of a large configuration needed.
 */
export function rememberLast<K extends object, V>(make: (from: K) => V): (from: K) => V {
  let last: { readonly from: K; readonly made: V } | null = null;
  return (from) => {
    if (last?.from !== from) last = { from, made: make(from) };
    return last.made;
  };
}
