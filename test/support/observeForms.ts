import type { DataCategory, DisclosureForm } from '../../src/policy/vocabulary.js';
import type { Arranged } from './arrangeSubjects.js';
import type { Data } from './startGateway.js';

/** Everything that the graph tells of a person itself. */
export const PERSON_FIELDS = `name kana sex birthDate birthYear ageBand postalCode address municipality { code } phone email memberCode`;
export const PURCHASE_FIELDS = `purchases(first: 2) { month productCategory amountClass purchasedOn product quantity amount shop receiptNumber
  shopMunicipality { code } }`;

const MASKED_PHONE = /^090-\*{4}-(56|\*\*)\d\d$/;
const PSEUDONYM = /^P-[A-Z2-7]{10,}$/;

/** The form in which a category came out, told from the values alone and from what was put into the databases. */
export function observedForm(category: DataCategory, row: Data, person: Arranged): DisclosureForm | 'WRONG' {
  if (row === null || row === undefined) return 'DENIED';
  switch (category) {
    case 'NAME':
      return nameForm(row, person);
    case 'MEMBER_CODE':
      return textForm(row.memberCode, person.memberCode, /^\*{6}\d\d$/);
    case 'SEX':
      return row.sex === null || row.sex === undefined
        ? 'DENIED'
        : row.sex === 'FEMALE'
          ? 'RAW'
          : row.sex === 'UNSPECIFIED'
            ? 'GENERALISED'
            : 'WRONG';
    case 'BIRTH_DATE':
      if (row.birthDate !== null) return row.birthDate === person.birthDate ? 'RAW' : 'WRONG';
      if (row.birthYear !== null) return 'MASKED';
      return row.ageBand === null ? 'DENIED' : 'GENERALISED';
    case 'ADDRESS':
      return addressForm(row, person);
    case 'PHONE':
      return textForm(row.phone, person.phone, MASKED_PHONE);
    case 'EMAIL':
      return textForm(row.email, person.email, /^h\*{3}@\*{3}\.jp$/);
    case 'PURCHASE_HISTORY':
      return purchaseForm(row.purchases ?? row.member?.purchases);
    case 'UNLISTED': {
      const value = row.registeredOn ?? row.joinedOn ?? null;
      return value === null ? 'DENIED' : /^20\d\d-\d\d-\d\d$/.test(value) ? 'RAW' : 'WRONG';
    }
  }
}

function nameForm(row: Data, person: Arranged): DisclosureForm | 'WRONG' {
  const form = textForm(row.name, person.name, /^試＊＊ 花＊＊$/);
  const kana = textForm(row.kana, person.kana, /^シ＊＊ ハ＊＊$/);
  return kana === (form === 'PSEUDONYMISED' ? 'DENIED' : form) ? form : 'WRONG';
}

function addressForm(row: Data, person: Arranged): DisclosureForm | 'WRONG' {
  const form = textForm(row.address, `宮城県仙台市青葉区${person.street}`, /^宮城県仙台市青葉区＊＊＊$/);
  if ((row.postalCode === person.postalCode) !== (form === 'RAW')) return 'WRONG';
  if (form !== 'DENIED') return form;
  return row.municipality === null ? 'DENIED' : row.municipality.code === '04101' ? 'GENERALISED' : 'WRONG';
}

function purchaseForm(purchases: Data): DisclosureForm | 'WRONG' {
  if (purchases === null || purchases === undefined) return 'DENIED';
  const [first] = purchases;
  if (purchases.length !== 2 || first.month !== '2026-10') return 'WRONG';
  const raw = [first.purchasedOn, first.product, first.quantity, first.amount, first.shop, first.receiptNumber];
  if (raw.every((value) => value === null)) return 'GENERALISED';
  return raw.every((value) => value !== null) ? 'RAW' : 'WRONG';
}

function textForm(value: unknown, raw: string, masked: RegExp): DisclosureForm | 'WRONG' {
  if (value === null || value === undefined) return 'DENIED';
  if (value === raw) return 'RAW';
  if (typeof value !== 'string') return 'WRONG';
  return masked.test(value) ? 'MASKED' : PSEUDONYM.test(value) ? 'PSEUDONYMISED' : 'WRONG';
}
