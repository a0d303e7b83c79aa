import { api } from '../../../api/client';
import { recordBill } from '../../../api/resources/bills';
import type { Case, NewCase } from '../../../api/types';
import { randomId } from '../../../lib/random';

/** How far an intake has come. Kept across attempts, so that pressing again goes on instead of beginning anew. */
export class Intake {
  private readonly keys = { create: randomId() };
  private body = '';
  private case: Case | null = null;
  private papers = '';
  private readonly bills = new Set<string>();

  /** Sent once already, answered or not: a case that turns up meanwhile may be this very one. */
  get begun(): boolean {
    return this.body !== '';
  }

  get caseId(): string | null {
    return this.case?.id ?? null;
  }

  async save(wanted: NewCase, upload: (caseId: string) => Promise<void>, seen: string[]): Promise<Case> {
    const body = JSON.stringify(wanted);
    if (!this.case) {
      if (body !== this.body) this.keys.create = randomId();
      this.body = body;
      this.case = await api.post('/cases', { body: wanted, key: this.keys.create });
      for (const bill of wanted.bills ?? []) this.bills.add(JSON.stringify(bill));
    } else if (body !== this.body) {
      const { facts, household_id } = wanted;
      this.case = await api.patch('/cases/{id}', {
        path: { id: this.case.id },
        version: this.case.version,
        body: { facts, household_id },
      });
      this.body = body;
      await this.consent(wanted);
      // What was added after the case had been made is recorded there.
      for (const bill of wanted.bills ?? []) {
        if (this.bills.has(JSON.stringify(bill))) continue;
        await recordBill(this.case.id, bill, randomId());
        this.bills.add(JSON.stringify(bill));
      }
    }
    await upload(this.case.id);
    // An upload may have moved the version on.
    this.case = await api.get('/cases/{id}', { path: { id: this.case.id } });
    const wantedPapers = JSON.stringify([...seen].sort());
    if (wantedPapers !== (this.papers || '[]')) {
      this.case = await api.put('/cases/{id}/papers', {
        path: { id: this.case.id },
        version: this.case.version,
        body: { present: seen },
      });
      this.papers = wantedPapers;
    }
    return this.case;
  }

  /** The consent that was signed after the case had been made. */
  private async consent(wanted: NewCase): Promise<void> {
    const { case: found } = this;
    if (!found || !wanted.consent || found.acts.some((act) => act.act === 'consent')) return;
    this.case = await api.post('/cases/{id}/consents', {
      path: { id: found.id },
      version: found.version,
      key: randomId(),
      body: wanted.consent,
    });
  }
}
