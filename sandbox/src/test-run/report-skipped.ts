const testMethod = /<testMethod id="([^"]*?)::([^"]*)"/g;

/**
 * A JUnit report that counts every test as skipped.
 * @param list what `phpunit --list-tests-xml` wrote
 * @param reason said with each
 */
export function reportSkipped(list: string, reason: string): string {
  const cases = [...list.matchAll(testMethod)].map(
    ([, className, name]) =>
      `  <testcase class="${className}" name="${name}"><skipped message="${reason}"/></testcase>`,
  );
  if (cases.length === 0) throw new Error('PHPUnit listed no test.');
  return [
    '<?xml version="1.0"?>',
    '<testsuites>',
    ' <testsuite name="skipped">',
    ...cases,
    ' </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}
