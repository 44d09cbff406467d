import { Consent } from './entities/Consent.js';
import { ConsentEvent } from './entities/ConsentEvent.js';
import { RegisterEntry } from './entities/RegisterEntry.js';

/** The registers' tables in the governance database, referenced ones first. */
export const REGISTRY_ENTITIES = [Consent, ConsentEvent, RegisterEntry] as const;
