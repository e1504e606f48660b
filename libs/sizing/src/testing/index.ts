export { QuotaModel, type AfterJob, type QuotaModelOptions } from './quota-model.ts';
