namespace InventorySync.Web.Commands;

internal static class HelpText
{
    public const string Text = """
        InventorySync keeps the stock of a shop and its channels in step.

        Without a command it starts the shop and serves its pages until it is stopped (Ctrl+C).

        Commands
          --migrate          brings the database to this version, and creates it where it is missing
          --backup [FILE]    writes a backup of the whole shop; without FILE into the folder for backups
          --restore FILE     puts a backup in the place of the shop; what was there is kept beside it
          --password-link E  prints a link by which the person with the e-mail E chooses a new password
          --check            looks through the database and the files for damage and contradictions
          --forget-keys      when keys/protection.key is lost for good: everybody signs in again
          --version          says which version this is
          --help             says this

        Settings, each a name and its value
          --urls http://localhost:5081    another address
          --DataFolder /var/lib/shop      another folder for the data
          --Demo true                     fills a new data folder with the demo shop
          --Database:Provider PostgreSql --Database:ConnectionString "Host=..."
          Every setting of appsettings.json can be given this way; docs/engineers explains them.

        The exit code is 0 when all went well and 1 when not.
        """;
}
