import { PrivacyAccount } from './PrivacyAccount.js';
import { Release } from './Release.js';
import { ReleaseView } from './ReleaseView.js';

/** For administration and migrations; charging goes through `BudgetLedger` alone. */
export const ledgerEntities = [PrivacyAccount, Release, ReleaseView] as const;
