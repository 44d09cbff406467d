// A gateway that kills itself with SIGKILL at one instant of a purchase, named by the third argument: the price is committed, the numbers
// are not stored yet or not answered yet. Only this process has the fault; what it runs is the gateway as built.
import { AnalysisStore } from '../../dist/src/analysis/analysisStore.js';
import { BudgetLedger } from '../../dist/src/ledger/budgetLedger.js';

const die = () => process.kill(process.pid, 'SIGKILL');
const { acquire, complete } = BudgetLedger.prototype;
const { sums } = AnalysisStore.prototype;

/** Each before or after the one statement that the name says. */
const FAULTS = {
  reserved: () =>
    Object.assign(BudgetLedger.prototype, {
      async acquire(purchase) {
        const acquired = await acquire.call(this, purchase);
        if (acquired.kind === 'RESERVED') die();
        return acquired;
      },
    }),
  counted: () =>
    Object.assign(AnalysisStore.prototype, {
      async sums(question) {
        await sums.call(this, question);
        die();
      },
    }),
  stored: () =>
    Object.assign(BudgetLedger.prototype, {
      async complete(id, body) {
        await complete.call(this, id, body);
        die();
      },
    }),
};

FAULTS[process.argv[3]]();
await import('./gatewayProcess.mjs');
