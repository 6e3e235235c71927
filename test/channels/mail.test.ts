import { channelSuite, type Remote, type RemoteFailure } from '../suites/channel.suite.ts'
import { type LetterFault, partsOf, startSmtpServer, type TakenLetter } from '../support/smtp-server.ts'
import type { ChannelRig } from './channel-rig.ts'

channelSuite('mail', (_dir, _keys, mail) => openPress(mail), {
  repeats: false,
  ways: {
    ...{ asks: false, remembered: true, accepted: 250, fault: 451, takesMedia: false, saysWhen: false },
    done: 'received',
  },
})

const faults: Partial<Record<RemoteFailure['mode'], LetterFault>> = {
  '500': { reply: '451 4.3.0 Local error in processing' },
  hang: 'hang',
  'accept-then-drop': 'take-then-cut',
}

/** A press list of one address, whose mail server goes wrong as planned. */
async function openPress(mail: ChannelRig['mail']): Promise<Remote> {
  let planned: (RemoteFailure & { left: number })[] = []
  const server = await startSmtpServer({
    fault(letter) {
      const op = said(letter).op === 'withdraw' ? 'withdrawal' : 'item'
      const failure = planned.find(each => each.left > 0 && each.op === op)
      if (failure) failure.left -= 1
      return (failure && faults[failure.mode]) ?? null
    },
  })
  mail.smtpUrl = server.url
  return {
    address: '',
    settings: { recipients: [{ address: 'toasoan@bao.test', name: 'Tòa soạn Báo Thử' }] },
    fail: failure => void planned.push({ ...failure, left: failure.times ?? 1 }),
    recover() {
      planned = []
    },
    // The last letter about an item is what its reader goes by; one that came twice under one Message-ID is one letter.
    items: () => {
      const last = new Map(server.letters.map(letter => [said(letter).id, said(letter)]))
      return [...last.values()].map(({ id, version, op }) => ({
        ...{ id, version },
        state: op === 'withdraw' ? 'withdrawn' : 'published',
      }))
    },
    // What the last letter links to.
    media: async () => [...new Set((partsOf(server.letters.at(-1)!)[0] ?? '').match(/https:\S+/g) ?? [])],
    stop: () => server.stop(),
  }
}

function said({ headers }: TakenLetter): { id: string; version: number; op: string } {
  const [, id = '', version = '', op = ''] =
    /^(\S+); version=(\d+); op=(\w+)$/.exec(headers.get('x-hub-item') ?? '') ?? []
  return { id, version: Number(version), op }
}
