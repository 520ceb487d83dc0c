import { say } from './say.ts';

/** Grey lines in the place of what is coming, so that nothing jumps. */
export function Skeleton({ lines }: { readonly lines: number }) {
  return (
    <div className="counterfoil-skeleton" role="status">
      <span className="screen-reader-text">{say('screen_loading')}</span>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike
        <div key={line} aria-hidden="true" />
      ))}
    </div>
  );
}
