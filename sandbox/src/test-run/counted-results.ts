/** What a stage of the test run counted: how many tests passed, and by name which failed and which were skipped. */
export interface CountedResults {
  passed: number;
  failed: string[];
  skipped: string[];
}

/** A report that says nothing usable. The stage it belongs to counts as failed. */
export class UnreadableReport extends Error {}
