// A mail server that keeps what it is given and tells it, line by line, as JSON. It ends with its input.
import { readFileSync } from 'node:fs';
import { SMTPServer } from 'smtp-server';
import PostalMime from 'postal-mime';

// the folder of a certificate makes it a server that lets nobody sign in unencrypted
const folder = process.argv[2];
const server = new SMTPServer({
  ...(folder
    ? { key: readFileSync(`${folder}/server.key`), cert: readFileSync(`${folder}/server.crt`) }
    : { disabledCommands: ['STARTTLS'], allowInsecureAuth: true }),
  authMethods: ['PLAIN', 'LOGIN'],
  onAuth: (given, session, done) => given.username === 'shop' && given.password === 'secret' ? done(null, { user: given.username }) : done(new Error('bad credentials')),
  onRcptTo: (address, session, done) => address.address.startsWith('nobody@') ? done(Object.assign(new Error('no such mailbox'), { responseCode: 550 })) : done(),
  onData: async (stream, session, done) => {
    const parts = [];
    for await (const part of stream) parts.push(part);
    const mail = await PostalMime.parse(Buffer.concat(parts));
    console.log(JSON.stringify({
      user: session.user ?? null,
      encrypted: session.secure,
      from: mail.from.address,
      fromName: mail.from.name,
      to: session.envelope.rcptTo.map(r => r.address),
      subject: mail.subject,
      text: mail.text,
      messageId: mail.messageId,
      files: mail.attachments.map(a => ({ name: a.filename, type: a.mimeType, begins: Buffer.from(a.content).subarray(0, 5).toString() })),
    }));
    done();
  },
});
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.server.address().port })));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
