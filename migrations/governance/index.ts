import type { Constructor } from '@mikro-orm/postgresql';
import type { Migration } from '@mikro-orm/migrations';
import { Migration20261101000000_Consents } from './Migration20261101000000_Consents.js';
import { Migration20261101000100_Ledger } from './Migration20261101000100_Ledger.js';
import { Migration20261101000200_Analysis } from './Migration20261101000200_Analysis.js';
import { Migration20261101000300_Registers } from './Migration20261101000300_Registers.js';
import { Migration20261125000000_Audit } from './Migration20261125000000_Audit.js';
import { Migration20261125000001_AuditSets } from './Migration20261125000001_AuditSets.js';
import { Migration20261125000100_RequestVolumes } from './Migration20261125000100_RequestVolumes.js';
import { Migration20261125000200_SubjectRights } from './Migration20261125000200_SubjectRights.js';
import { Migration20261125000300_Provisions } from './Migration20261125000300_Provisions.js';
import { Migration20261125000310_Retention } from './Migration20261125000310_Retention.js';
import { Migration20261125000400_AnalysisStore } from './Migration20261125000400_AnalysisStore.js';
import { Migration20261125000410_SegmentClasses } from './Migration20261125000410_SegmentClasses.js';
import { Migration20261125000600_Accounting } from './Migration20261125000600_Accounting.js';
import { Migration20261125000601_RowClasses } from './Migration20261125000601_RowClasses.js';
import { Migration20261125000900_AdvertisingWords } from './Migration20261125000900_AdvertisingWords.js';
import { Migration20261125000901_PersonsAreNotNamed } from './Migration20261125000901_PersonsAreNotNamed.js';
import { Migration20261125001100_SegmentSnapshot } from './Migration20261125001100_SegmentSnapshot.js';
import { Migration20261126000500_ContinuedLog } from './Migration20261126000500_ContinuedLog.js';
import { Migration20261126000600_RequestedBy } from './Migration20261126000600_RequestedBy.js';
import { Migration20261126000200_ConsentTerms } from './Migration20261126000200_ConsentTerms.js';
import { Migration20261126000601_RecordsEnd } from './Migration20261126000601_RecordsEnd.js';

/** In the order in which they run; a new one goes to the end. */
export const governanceMigrations: readonly { readonly name: string; readonly class: Constructor<Migration> }[] = [
  { name: 'Migration20261101000000_Consents', class: Migration20261101000000_Consents },
  { name: 'Migration20261101000100_Ledger', class: Migration20261101000100_Ledger },
  { name: 'Migration20261101000200_Analysis', class: Migration20261101000200_Analysis },
  { name: 'Migration20261101000300_Registers', class: Migration20261101000300_Registers },
  { name: 'Migration20261125000000_Audit', class: Migration20261125000000_Audit },
  { name: 'Migration20261125000100_RequestVolumes', class: Migration20261125000100_RequestVolumes },
  { name: 'Migration20261125000200_SubjectRights', class: Migration20261125000200_SubjectRights },
  { name: 'Migration20261125000300_Provisions', class: Migration20261125000300_Provisions },
  { name: 'Migration20261125000310_Retention', class: Migration20261125000310_Retention },
  { name: 'Migration20261125000400_AnalysisStore', class: Migration20261125000400_AnalysisStore },
  { name: 'Migration20261125000600_Accounting', class: Migration20261125000600_Accounting },
  { name: 'Migration20261125000001_AuditSets', class: Migration20261125000001_AuditSets },
  { name: 'Migration20261125000601_RowClasses', class: Migration20261125000601_RowClasses },
  { name: 'Migration20261125000410_SegmentClasses', class: Migration20261125000410_SegmentClasses },
  { name: 'Migration20261125000900_AdvertisingWords', class: Migration20261125000900_AdvertisingWords },
  { name: 'Migration20261125000901_PersonsAreNotNamed', class: Migration20261125000901_PersonsAreNotNamed },
  { name: 'Migration20261125001100_SegmentSnapshot', class: Migration20261125001100_SegmentSnapshot },
  { name: 'Migration20261126000500_ContinuedLog', class: Migration20261126000500_ContinuedLog },
  { name: 'Migration20261126000600_RequestedBy', class: Migration20261126000600_RequestedBy },
  { name: 'Migration20261126000200_ConsentTerms', class: Migration20261126000200_ConsentTerms },
  { name: 'Migration20261126000601_RecordsEnd', class: Migration20261126000601_RecordsEnd },
];
