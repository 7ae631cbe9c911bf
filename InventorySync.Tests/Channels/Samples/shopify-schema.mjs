// Takes Shopify's own schema out of its npm package, without the packages that this one needs: node shopify-schema.mjs FOLDER
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const [folder] = process.argv.slice(2);
const wanted = 'admin_2026-10.json.gz';
const target = join(folder, wanted);
if (!existsSync(target)) {
  mkdirSync(folder, { recursive: true });
  const scratch = mkdtempSync(join(folder, 'scratch-'));
  try {
    const shell = process.platform === 'win32';
    const archive = execFileSync('npm', ['pack', '@shopify/dev-mcp@1.16.0', '--silent', '--ignore-scripts'], { cwd: scratch, shell, encoding: 'utf8' }).trim().split('\n').at(-1).trim();
    execFileSync('tar', ['-xzf', archive, `package/dist/data/${wanted}`], { cwd: scratch });
    renameSync(join(scratch, 'package', 'dist', 'data', wanted), target);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
