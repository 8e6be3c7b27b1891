// Imported before all else: zod would try out `new Function`, which the page's Content-Security-Policy forbids.
import { config } from 'zod';

config({ jitless: true });
