import { expect, test } from 'vitest';
import { readJunitReport } from './read-junit-report.ts';
import { reportSkipped } from './report-skipped.ts';

// As PHPUnit 11.5 writes it.
const list = `<?xml version="1.0"?>
<testSuite xmlns="https://xml.phpunit.de/testSuite">
 <tests>
  <testClass name="Counterfoil\\Tests\\A" file="/plugin/tests/A.php">
   <testMethod id="Counterfoil\\Tests\\A::testOne" name="testOne"/>
   <testMethod id="Counterfoil\\Tests\\A::testTwo#a &amp; b" name="testTwo"/>
  </testClass>
 </tests>
</testSuite>`;

test('every test that PHPUnit lists is counted as skipped, each data set by itself', () => {
  expect(readJunitReport(reportSkipped(list, 'no legacy storage'))).toEqual({
    passed: 0,
    failed: [],
    skipped: ['Counterfoil\\Tests\\A::testOne', 'Counterfoil\\Tests\\A::testTwo#a & b'],
  });
});

test('a list without a test is no report', () =>
  expect(() => reportSkipped('<testSuite/>', 'x')).toThrow(/listed no test/));
