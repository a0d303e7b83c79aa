"""The main job with a client that was generated from the OpenAPI document and nothing else:
log in, register, open a case, hand in a paper and get it back, accept.

story.py URL
"""

import sys
import uuid
from io import BytesIO

from yangguang_api_client import AuthenticatedClient, Client
from yangguang_api_client.api.attachments import add_attachment, download_attachment
from yangguang_api_client.api.cases import accept_case, create_case, record_papers
from yangguang_api_client.api.households import create_household
from yangguang_api_client.api.persons import register_person
from yangguang_api_client.api.reference import list_divisions
from yangguang_api_client.api.sessions import create_session, find_current_session
from yangguang_api_client.models import (
    Category,
    ConsentOf,
    Empty,
    NewCase,
    NewCaseFacts,
    NewConsent,
    NewHousehold,
    NewMember,
    NewPerson,
    NewSession,
    Papers,
    Problem,
    Relation,
    Source,
)
from yangguang_api_client.types import File

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def right(answer, status):
    """What was answered, parsed as the document says."""
    parsed = answer.parsed
    assert answer.status_code == status, (answer.status_code, answer.content)
    assert parsed is not None and not isinstance(parsed, Problem), answer.content
    return parsed


def key():
    return uuid.uuid4().hex


def citizen_id():
    """An id of nobody: 18 characters with their check character (GB 11643)."""
    body = f"36070419550317{uuid.uuid4().int % 999 + 1:03}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, weights)) % 11]


def story(url):
    stranger = Client(base_url=url)
    session = right(create_session.sync_detailed(client=stranger, body=NewSession("Demo-2026!", "clerk")), 201)
    client = AuthenticatedClient(base_url=url, token=session.access_token)
    own = right(find_current_session.sync_detailed(client=client), 200).user.division.code
    village = right(list_divisions.sync_detailed(client=client, parent=own), 200).items[0].code
    person = right(
        register_person.sync_detailed(
            client=client, body=NewPerson(citizen_id(), village, "温水生"), idempotency_key=key()
        ),
        201,
    )
    household = NewHousehold(Category.URBAN_SUBSISTENCE, village, [NewMember(person.id, Relation.HEAD)])
    right(create_household.sync_detailed(client=client, body=household, idempotency_key=key()), 201)
    facts = NewCaseFacts.from_dict(
        {"category": "subsistence_ill", "cost_fen": 900_000, "insurer_paid_fen": 300_000}
    )
    consent = NewConsent(ConsentOf.HOUSEHOLD)
    new = NewCase(
        facts=facts,
        item_code="medical-assistance",
        source=Source.WINDOW,
        applicant_person_id=person.id,
        consent=consent,
    )
    case = right(create_case.sync_detailed(client=client, body=new, idempotency_key=key()), 201)
    paper = right(
        add_attachment.sync_detailed(
            case.id,
            client=client,
            body=File(BytesIO(PDF)),
            material=case.materials[0].code,
            x_file_name="bill.pdf",
            idempotency_key=key(),
        ),
        201,
    )
    answer = download_attachment.sync_detailed(case.id, paper.id, client=client)
    assert right(answer, 200).payload.read() == PDF, "the paper is what was handed in"
    assert answer.headers["content-type"] == "application/pdf", answer.headers
    # Papers change the version, too.
    seen = Papers([material.code for material in case.materials])
    case = right(record_papers.sync_detailed(case.id, client=client, body=seen, if_match=f'"{case.version}"'), 200)
    case = right(
        accept_case.sync_detailed(
            case.id, client=client, body=Empty(), if_match=f'"{case.version}"', idempotency_key=key()
        ),
        201,
    )
    assert case.stage == "checking", case.stage


if __name__ == "__main__":
    story(sys.argv[1])
