import type { ErpDocument, Message } from '@counterfoil/shared-types';
import type { Sayings } from './say.ts';
import { saying } from './saying.ts';

/**
 * A step was told when the document had no number yet: by the ERP's own id, which may be the number of another order. It is called by the number
 * that it has now.
 */
export function nameDocument(says: Message, documents: readonly ErpDocument[], sayings: Sayings): Message {
  const told = says.values['document'];
  const meant = documents.find(({ id }) => id === told);
  if (!meant || documents.some(({ number }) => number === told)) return says;
  const document = meant.number || sayings.said(saying('no_number_yet'));
  return { ...says, values: { ...says.values, document } };
}
