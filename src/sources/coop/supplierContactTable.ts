import { emailColumns, nameColumns, phoneColumns } from '../personColumns.js';
import type { SourceTable } from '../sourceTable.js';

/** Persons at suppliers of the co-op (subject kind SUPPLIER_CONTACT). */
export const supplierContactTable: SourceTable = {
  source: 'coop',
  from: 'supplier_contacts sc JOIN suppliers su ON su.id = sc.supplier_id',
  key: 'sc.id',
  keyType: 'int4',
  personal: {
    name: nameColumns('sc', 'family_name', 'given_name'),
    kana: nameColumns('sc', 'family_kana', 'given_kana'),
    phone: phoneColumns('sc.phone'),
    email: emailColumns('sc.email'),
    supplier: { RAW: 'su.name' },
  },
  open: {},
  links: {},
  conditions: {
    OWN_RECORD: (parameters, facts) => `sc.id = ${parameters.named('selfKey', () => facts.selfKey, 'int4')}`,
  },
  lifeStage: null,
  living: 'TRUE',
};
