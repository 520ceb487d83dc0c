import type { JourneyRow } from '@counterfoil/shared-types';
import { Fragment, type ReactNode } from 'react';
import { type SentencePart, say, sayParts } from './say.ts';

/** The sentence of an order or a step; the ERP's document in it opens in the ERP. */
export function Sentence({
  code,
  values,
  document,
}: Pick<JourneyRow, 'code' | 'values'> & { readonly document: { readonly url: string | null } | null }) {
  const link = (part: SentencePart): ReactNode =>
    part.value === 'document' && document?.url ? (
      <DocumentLink url={document.url} name={part.text} />
    ) : (
      part.text
    );
  return (
    <bdi>
      {sayParts(code, values).map((part, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one sentence never change places
        <Fragment key={place}>{link(part)}</Fragment>
      ))}
    </bdi>
  );
}

/** Opens the ERP's document in the ERP's own client. */
export function DocumentLink({ url, name }: { readonly url: string; readonly name: string }) {
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {name}
      <span className="screen-reader-text"> {say('screen_opens_in_new_tab')}</span>
      {/* U+FE0E: WordPress would put a picture in its place. */}
      <span className="counterfoil-outward" aria-hidden="true">
        {' '}
        {'↗\uFE0E'}
      </span>
    </a>
  );
}
