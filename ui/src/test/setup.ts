import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

// What is waited for is a fact, and comes; a second is too short where others work on the machine.
configure({ asyncUtilTimeout: 45_000 });
afterEach(cleanup);
