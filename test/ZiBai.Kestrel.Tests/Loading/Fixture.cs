using System.Text;
using ZiBai.Adapter;
using ZiBai.Loading;

namespace ZiBai.Tests.Loading;

/// <summary>The fixture apps, a folder to put them in, and a server's side of a request.</summary>
internal sealed class Fixture : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("zibai-loading-");

    /// <summary>An empty folder of this test's own.</summary>
    public string Folder => _directory.FullName;

    /// <summary>Where a project under test/Apps was built: the configuration and framework are this assembly's own.</summary>
    public static string Built(string project)
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        var tests = framework.Parent!.Parent!.Parent!.Parent!;
        return Path.Combine(tests.FullName, "Apps", project, "bin", framework.Parent!.Name, framework.Name);
    }

    public static AppLoader Shapes() => new(Built("Shapes"));

    public static Task<AppLoadException> Refuses(AppLoader loader, string importString, bool call = false) =>
        Assert.ThrowsAsync<AppLoadException>(async () => await loader.LoadAppAsync(importString, call));

    /// <summary>The request served, as "status: body" with the chunks joined by a bar.</summary>
    public static async Task<string> Serve(AppEntry app)
    {
        var status = "";
        var chunks = new List<string>();
        var environ = new Dictionary<string, object?> { ["PATH_INFO"] = "/path" };
        Write Start(string given, IReadOnlyList<(string Name, string Value)> headers, Exception? excInfo)
        {
            status = given;
            return data => chunks.Add(Encoding.UTF8.GetString(data.Span));
        }

        if (app.Sync is not null)
        {
            foreach (var chunk in app.Sync(environ, Start))
            {
                chunks.Add(Encoding.UTF8.GetString(chunk.Span));
            }
        }
        else
        {
            await foreach (var chunk in app.Async!(environ, Start))
            {
                chunks.Add(Encoding.UTF8.GetString(chunk.Span));
            }
        }

        return $"{status}: {string.Join('|', chunks)}";
    }

    public void Put(string name, string text = "") => File.WriteAllText(Path.Combine(Folder, name), text);

    public void Copy(string project, Func<string, bool> include)
    {
        foreach (var file in Directory.GetFiles(Built(project)).Where(file => include(Path.GetFileName(file))))
        {
            File.Copy(file, Path.Combine(Folder, Path.GetFileName(file)));
        }
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
