import { ADDRESS_QUESTION, type ErpQuestion } from '../erp-questions.ts';

/** It keeps one company's books, and its key says who asks. */
export const sandboxQuestions: readonly ErpQuestion[] = [ADDRESS_QUESTION];
