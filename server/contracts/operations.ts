import { assetAnswer, assetEdit, assetMetadata, clearance, timeline } from './asset.ts'
import { newArticle } from './article.ts'
import { auditList, auditQuery } from './audit.ts'
import {
  channelAnswer,
  channelEdit,
  channelList,
  deliveryAnswer,
  deliveryList,
  deliveryQuery,
  newChannel,
  recall,
  recallAnswer,
} from './delivery.ts'
import { jobAnswer, jobList, jobQuery } from './job.ts'
import { decision, newNomination, nominationAnswer, nominationList, nominationQuery } from './nomination.ts'
import type { Operation } from './operation.ts'
import { searchAnswer, searchQuery } from './search.ts'
import { me, newPerson, personAnswer, personList, unitList } from './unit.ts'
import { termList, termQuery } from './vocabulary.ts'

const v1 = '/api/v1'

/** The whole API. A route that is not here cannot be mounted. */
export const operations = {
  readMe: { id: 'readMe', method: 'get', path: `${v1}/me`, tag: 'people', summary: 'The person who is signed in', access: 'session', status: 200, answer: me },
  listPeople: { id: 'listPeople', method: 'get', path: `${v1}/people`, tag: 'people', summary: 'People of the hub', access: 'administer', status: 200, answer: personList },
  createPerson: { id: 'createPerson', method: 'post', path: `${v1}/people`, tag: 'people', summary: 'Add a person with roles', access: 'administer', body: newPerson, status: 201, answer: personAnswer },
  listUnits: { id: 'listUnits', method: 'get', path: `${v1}/units`, tag: 'units', summary: 'Units with their names of today', access: 'session', status: 200, answer: unitList },
  listTerms: { id: 'listTerms', method: 'get', path: `${v1}/terms`, tag: 'vocabulary', summary: 'Terms of the controlled vocabularies', access: 'session', query: termQuery, status: 200, answer: termList },

  uploadAsset: { id: 'uploadAsset', method: 'post', path: `${v1}/uploads`, tag: 'assets', summary: 'Upload one file: field `metadata` (JSON) first, then `file`', access: 'unit:upload', multipart: { metadata: assetMetadata }, status: 201, answer: assetAnswer },
  createArticle: { id: 'createArticle', method: 'post', path: `${v1}/articles`, tag: 'assets', summary: 'Write an article', access: 'unit:upload', body: newArticle, status: 201, answer: assetAnswer },
  readAsset: { id: 'readAsset', method: 'get', path: `${v1}/assets/{id}`, tag: 'assets', summary: 'One asset', access: 'visible', status: 200, answer: assetAnswer },
  editAsset: { id: 'editAsset', method: 'patch', path: `${v1}/assets/{id}`, tag: 'assets', summary: 'Change what is said of an asset', access: 'asset:edit', body: assetEdit, ifMatch: true, status: 200, answer: assetAnswer },
  trashAsset: { id: 'trashAsset', method: 'delete', path: `${v1}/assets/{id}`, tag: 'assets', summary: 'Put an asset in the trash', access: 'asset:trash', status: 204, answer: 'nothing' },
  restoreAsset: { id: 'restoreAsset', method: 'post', path: `${v1}/assets/{id}/restoration`, tag: 'assets', summary: 'Take an asset out of the trash', access: 'asset:trash', status: 200, answer: assetAnswer },
  readClearance: { id: 'readClearance', method: 'get', path: `${v1}/assets/{id}/clearance`, tag: 'assets', summary: 'What is missing before publication', access: 'visible', status: 200, answer: clearance },
  readTimeline: { id: 'readTimeline', method: 'get', path: `${v1}/assets/{id}/timeline`, tag: 'assets', summary: 'What happened to an asset', access: 'asset:edit', status: 200, answer: timeline },
  downloadOriginal: { id: 'downloadOriginal', method: 'get', path: `${v1}/assets/{id}/original`, tag: 'assets', summary: 'The bytes as uploaded, as an attachment', access: 'visible', status: 200, answer: 'bytes' },
  readRendition: { id: 'readRendition', method: 'get', path: `${v1}/assets/{id}/renditions/{name}`, tag: 'assets', summary: 'One rendition, with ranges', access: 'visible', status: 200, answer: 'bytes' },

  searchAssets: { id: 'searchAssets', method: 'get', path: `${v1}/search`, tag: 'search', summary: 'Find assets', access: 'visible', query: searchQuery, status: 200, answer: searchAnswer },

  nominateAsset: { id: 'nominateAsset', method: 'post', path: `${v1}/assets/{id}/nominations`, tag: 'curation', summary: 'Nominate an asset for a channel', access: 'asset:nominate', body: newNomination, status: 201, answer: nominationAnswer },
  listNominations: { id: 'listNominations', method: 'get', path: `${v1}/nominations`, tag: 'curation', summary: 'Nominations: all for curators, the own units’ for others', access: 'session', query: nominationQuery, status: 200, answer: nominationList },
  decideNomination: { id: 'decideNomination', method: 'post', path: `${v1}/nominations/{id}/decision`, tag: 'curation', summary: 'Approve or return a nomination', access: 'curate', body: decision, status: 200, answer: nominationAnswer },
  recallAsset: { id: 'recallAsset', method: 'post', path: `${v1}/assets/{id}/recall`, tag: 'curation', summary: 'Withdraw an asset from every channel', access: 'curate', body: recall, status: 202, answer: recallAnswer },

  listChannels: { id: 'listChannels', method: 'get', path: `${v1}/channels`, tag: 'channels', summary: 'Channels and their health', access: 'session', status: 200, answer: channelList },
  createChannel: { id: 'createChannel', method: 'post', path: `${v1}/channels`, tag: 'channels', summary: 'Add a channel', access: 'administer', body: newChannel, status: 201, answer: channelAnswer },
  editChannel: { id: 'editChannel', method: 'patch', path: `${v1}/channels/{id}`, tag: 'channels', summary: 'Change, pause or resume a channel', access: 'curate', body: channelEdit, status: 200, answer: channelAnswer },
  listDeliveries: { id: 'listDeliveries', method: 'get', path: `${v1}/deliveries`, tag: 'channels', summary: 'Deliveries with attempts and receipts', access: 'session', query: deliveryQuery, status: 200, answer: deliveryList },
  retryDelivery: { id: 'retryDelivery', method: 'post', path: `${v1}/deliveries/{id}/retry`, tag: 'channels', summary: 'Send again now', access: 'curate', status: 202, answer: deliveryAnswer },

  listJobs: { id: 'listJobs', method: 'get', path: `${v1}/jobs`, tag: 'operations', summary: 'Jobs: waiting, running, dead', access: 'administer', query: jobQuery, status: 200, answer: jobList },
  retryJob: { id: 'retryJob', method: 'post', path: `${v1}/jobs/{number}/retry`, tag: 'operations', summary: 'Run a dead job again', access: 'administer', status: 202, answer: jobAnswer },
  listAudit: { id: 'listAudit', method: 'get', path: `${v1}/audit`, tag: 'operations', summary: 'Who did what', access: 'administer', query: auditQuery, status: 200, answer: auditList },
} as const satisfies Record<string, Operation>

export type OperationId = keyof typeof operations
