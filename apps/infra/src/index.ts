export { fleetApp, type FleetAppProps } from './app.ts';
