DROP INDEX attachments_content;
DROP TABLE case_bills;
