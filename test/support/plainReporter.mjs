/** Ends a test run with one plain line, for readers that take no colours: 'N passed, N failed'. */
export default class PlainReporter {
  onRunComplete(_contexts, results) {
    // A file that does not even load has no failed test in it, and must not look like success.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    // Jest's own summary comes after the last reporter.
    process.once('exit', () => process.stdout.write(`${results.numPassedTests} passed, ${failed} failed\n`));
  }
}
