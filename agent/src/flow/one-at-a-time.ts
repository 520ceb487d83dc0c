/** Calls wait for the one under way, in their order. */
export function oneAtATime<A extends readonly unknown[], R>(
  work: (...given: A) => Promise<R>,
): (...given: A) => Promise<R> {
  let last: Promise<unknown> = Promise.resolve();
  return (...given) => {
    const mine = last.then(
      () => work(...given),
      () => work(...given),
    );
    last = mine;
    return mine;
  };
}
