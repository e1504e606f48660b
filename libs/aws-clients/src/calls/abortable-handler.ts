import { NodeHttpHandler } from '@smithy/node-http-handler';
import { TransportFault } from './transport-fault.ts';

/**
 * The SDK's handler ignores its abort signal as soon as it has the reply's headers. This one also aborts a slow body, so
 * that no socket outlives its call.
 * @throws TransportFault
 */
export class AbortableHandler extends NodeHttpHandler {
  override async handle(...[request, options]: Parameters<NodeHttpHandler['handle']>) {
    const { response } = await super.handle(request, options).catch((error: NodeJS.ErrnoException) => {
      throw new TransportFault(error);
    });
    const signal = options?.abortSignal;
    const body: { destroy?: () => void; once?: (event: string, listener: () => void) => void } =
      response.body;
    if (signal instanceof AbortSignal) {
      const abort = () => body.destroy?.();
      signal.addEventListener('abort', abort, { once: true });
      body.once?.('close', () => signal.removeEventListener('abort', abort));
    }
    return { response };
  }
}
