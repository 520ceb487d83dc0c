import type { ErpDocument, Message } from '@counterfoil/shared-types';
import type { Sayings } from './say.ts';
import { saying } from './saying.ts';

/** What was told of a document before it had a number: it is called by the one that it has now. */
export function nameDocument(says: Message, documents: readonly ErpDocument[], sayings: Sayings): Message {
  if (says.values['document'] !== '') return says;
  const number = documents.find(({ live }) => live)?.number || sayings.said(saying('no_number_yet'));
  return { ...says, values: { ...says.values, document: number } };
}
