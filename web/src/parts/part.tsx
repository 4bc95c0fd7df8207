import { type ComponentType, type FunctionComponent, lazy, type ReactNode, useEffect, useState } from "react";
import { chunk, missed, PartMissing } from "./chunk";

type Loaded<P> = { default: ComponentType<P> };

export interface LoadedScreen<P> {
  (props: P): ReactNode;
  /** The router asks for it as soon as somebody points at a link. */
  preload: () => Promise<void>;
}

/** A whole screen in a chunk of its own. Where it is missing, the route says so in its place, and can try again. */
export function screen<P extends object>(load: () => Promise<Loaded<P>>): LoadedScreen<P> {
  let ready: ComponentType<P> | undefined;
  let loading: Promise<Loaded<P>> | undefined;
  let told = false;
  const get = () =>
    (loading ??= chunk(load).then(
      (loaded) => {
        ready = loaded.default;
        return loaded;
      },
      (error: unknown) => {
        loading = undefined;
        // Not before it has been shown: a screen that is drawn again while it waits would ask without end.
        if (error instanceof PartMissing) {
          error.again = told;
          error.forget = () => {
            told = true;
            next = lazy(get);
          };
        }
        throw error;
      },
    ));
  let next = lazy(get);
  function Screen(props: P) {
    const [Drawn] = useState<ComponentType<P>>(() => ready ?? (next as unknown as ComponentType<P>));
    return <Drawn {...props} />;
  }
  // That something is missing is said when somebody goes there.
  Screen.preload = () =>
    get().then(
      () => undefined,
      () => undefined,
    );
  return Screen;
}

/**
 * A piece of a page in a chunk of its own, such as a dialog. Where it is missing, the page stays as it is, with
 * everything typed in it, and a line at its foot says what to do; a dialog is closed, so that it can be opened again.
 */
export function part<P extends object>(load: () => Promise<Loaded<P>>): FunctionComponent<P> {
  const attempt = () =>
    lazy<ComponentType<P>>(() =>
      chunk(load).catch((error: unknown) => {
        // Whoever asks after it was said asks anew: what is missing now may be there then.
        const forget = () => (next = attempt());
        const Missing = (props: P) => <Gone error={error} forget={forget} props={props} />;
        return { default: Missing };
      }),
    );
  let next = attempt();
  return function Part(props) {
    const [Drawn] = useState(() => next);
    return <Drawn {...(props as P & Record<string, unknown>)} />;
  };
}

interface GoneProps {
  error: unknown;
  forget: () => void;
  props: { close?: unknown };
}

function Gone({ error, forget, props }: GoneProps) {
  const { close } = props;
  useEffect(() => {
    forget();
    missed.say(error instanceof PartMissing ? error : new PartMissing("broken"));
    if (typeof close === "function") (close as () => void)();
    // Said once for each time that it is asked for.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the functions are others at every drawing
  }, [error]);
  return null;
}
