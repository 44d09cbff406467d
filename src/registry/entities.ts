import { Consent } from './entities/Consent.js';
import { ConsentEvent } from './entities/ConsentEvent.js';

/** The registers' tables in the governance database, referenced ones first. */
export const REGISTRY_ENTITIES = [Consent, ConsentEvent] as const;
