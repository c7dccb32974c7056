/*
  The least that Matchbook needs in a Sage Pro company's database. For whoever looks after the SQL Server.
  Change three things before running it: the company's database, the login's name, and its password.
  Where the tables carry a company suffix, add it to their names (armast01). The script can be run again.
  Windows logins: CREATE LOGIN [OFFICE\matchbook] FROM WINDOWS instead of the first statement.
*/

USE [master];
IF NOT EXISTS (SELECT 1 FROM sys.server_principals WHERE name = N'matchbook')
  CREATE LOGIN [matchbook] WITH PASSWORD = N'<a long password of your own>', CHECK_POLICY = ON;
GO

USE [PRO01];
IF NOT EXISTS (SELECT 1 FROM sys.database_principals WHERE name = N'matchbook')
  CREATE USER [matchbook] FOR LOGIN [matchbook];
GO

/* Reading: open items, customers, history, the chart of accounts. Enough for import files. */
GRANT SELECT ON dbo.armast TO [matchbook];
GRANT SELECT ON dbo.arymst TO [matchbook];
GRANT SELECT ON dbo.arcust TO [matchbook];
GRANT SELECT ON dbo.arcash TO [matchbook];
GRANT SELECT ON dbo.ardist TO [matchbook];
GRANT SELECT ON dbo.glacnt TO [matchbook];
GO

/* Direct posting. Nothing is ever deleted, and receipts are never changed. Leave out columns that your tables lack. */
GRANT INSERT ON dbo.arcash TO [matchbook];
GRANT INSERT ON dbo.ardist TO [matchbook];
GRANT UPDATE ON dbo.armast (paidamt, balance, bbal, bpaid, dtepaid) TO [matchbook];
GRANT UPDATE ON dbo.arcust (balance, ldate, lastpay, lpymt) TO [matchbook];
GO

/*
  Recommended on large companies: the marker is looked for before every posting, and without an index the server reads
  all of arcash for it. Name the column that the preflight calls the marker's home.

CREATE INDEX matchbook_marker ON dbo.arcash (refno);
*/
