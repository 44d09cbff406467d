import { Assignment } from './Assignment.js';
import { Campaign } from './Campaign.js';
import { CampaignEntry } from './CampaignEntry.js';
import { Programme } from './Programme.js';
import { Session } from './Session.js';
import { Staff } from './Staff.js';

/** The tables of the broadcaster’s database, referenced ones first. */
export const BROADCASTER_ENTITIES = [Staff, Programme, Campaign, CampaignEntry, Assignment, Session] as const;
