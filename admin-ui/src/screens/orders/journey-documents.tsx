import type { JourneyDocumentRow } from '@counterfoil/shared-types';
import { say } from '../../ui/say.ts';
import { DocumentLink } from '../../ui/sentence.tsx';

/** Every document that the ERP keeps for the order. One alone is named in the order's sentence already. */
export function JourneyDocuments({
  documents,
  erp,
}: {
  readonly documents: readonly JourneyDocumentRow[];
  readonly erp: string;
}) {
  if (documents.length < 2) return null;
  return (
    <section className="counterfoil-documents">
      <h3>{say('screen_documents', { erp })}</h3>
      <ul>
        {documents.map((one) => (
          <li key={one.what} className={one.live ? undefined : 'is-past'}>
            <bdi>{one.what}</bdi>
            <bdi>
              <Name document={one} />
            </bdi>
            <bdi className="counterfoil-quiet">{one.state}</bdi>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Name({ document: { number, url } }: { readonly document: JourneyDocumentRow }) {
  const name = number === '' ? say('screen_no_number_yet') : number;
  return url === null ? name : <DocumentLink url={url} name={name} />;
}
