import { AddressError } from '../../http/web-address.ts';
import { speak } from '../say.ts';
import { ownWords, type Said } from '../saying.ts';

const ENGLISH = speak('en');

/** An answer that can't be meant: another one mends it. */
export class RefusedAnswer extends RangeError {
  readonly says: Said;

  constructor(says: Said) {
    super(ENGLISH.said(says));
    this.says = says;
  }
}

/** What is wrong with an answer, for whoever gave it. */
export function reasonOf(error: RangeError): Said {
  if (error instanceof RefusedAnswer) return error.says;
  return error instanceof AddressError ? ownWords(error) : error.message;
}
