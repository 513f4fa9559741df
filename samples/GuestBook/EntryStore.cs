using Microsoft.Data.Sqlite;

namespace GuestBook;

internal sealed record Entry(string Name, string Text);

/// <summary>The entries, in an SQLite file that several processes may use at once.</summary>
internal sealed class EntryStore
{
    private readonly string _connectionString;

    public EntryStore(string path)
    {
        // Seconds to wait while another process writes.
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 10 }.ToString();

        // With a write-ahead log, which the file remembers, nobody who reads waits for one who writes.
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            PRAGMA journal_mode = WAL;
            CREATE TABLE IF NOT EXISTS entries (id INTEGER PRIMARY KEY, name TEXT NOT NULL, text TEXT NOT NULL);
            """;
        command.ExecuteNonQuery();
    }

    public void Add(string name, string text)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();

        // What somebody wrote is a parameter, never a part of the SQL.
        command.CommandText = "INSERT INTO entries (name, text) VALUES ($name, $text)";
        command.Parameters.AddWithValue("$name", name);
        command.Parameters.AddWithValue("$text", text);
        command.ExecuteNonQuery();
    }

    public IReadOnlyList<Entry> Newest(int count)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name, text FROM entries ORDER BY id DESC LIMIT $count";
        command.Parameters.AddWithValue("$count", count);
        using var reader = command.ExecuteReader();
        var entries = new List<Entry>();
        while (reader.Read())
        {
            entries.Add(new Entry(reader.GetString(0), reader.GetString(1)));
        }

        return entries;
    }

    // A connection for each use: they are pooled, and one is not to be used by two threads at once.
    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        return connection;
    }
}
