import { type CountedResults, UnreadableReport } from './counted-results.ts';

const testcase = /<testcase\b([^>]*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g;

/** Counts the report of `phpunit --log-junit`: a test case is failed with a failure or an error in it, or skipped. */
export function readJunitReport(text: string): CountedResults {
  if (!/<testsuites\b/.test(text)) throw new UnreadableReport('Not a JUnit report: no <testsuites> in it.');
  const results: CountedResults = { passed: 0, failed: [], skipped: [] };
  for (const [, attributes = '', content = ''] of text.matchAll(testcase)) {
    const name = `${attribute(attributes, 'class')}::${attribute(attributes, 'name')}`;
    if (/<(failure|error)\b/.test(content)) results.failed.push(name);
    else if (/<skipped\b/.test(content)) results.skipped.push(name);
    else results.passed += 1;
  }
  return results;
}

const entities: Record<string, string> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&amp;': '&',
};

function attribute(attributes: string, name: string): string {
  const [, value = '?'] = new RegExp(`\\b${name}="([^"]*)"`).exec(attributes) ?? [];
  return value.replace(/&(lt|gt|quot|apos|amp);/g, (entity) => entities[entity] ?? entity);
}
