namespace ZiBai.Testing;

/// <summary>A real nginx in front of one upstream, as in production: proxied over kept-alive connections. Listens on a Unix socket of its own.</summary>
public sealed class Nginx : IAsyncDisposable
{
    private readonly TempFolder _folder;
    private readonly ChildProcess _process;

    private Nginx(TempFolder folder, ChildProcess process, string address)
    {
        _folder = folder;
        _process = process;
        Address = address;
    }

    /// <summary>The installed nginx; null where there is none.</summary>
    public static string? Executable { get; } = InstalledProgram.Find("nginx");

    /// <summary>Where it listens, as <see cref="RawConnection.ConnectAsync(string, TimeSpan?)"/> takes it: <c>unix:PATH</c>.</summary>
    public string Address { get; }

    /// <summary>The master process; its error log is its standard error.</summary>
    public ChildProcess Process => _process;

    /// <summary>The access log so far, a line for each request: method, path, status, upstream's status.</summary>
    public string[] AccessLog => File.ReadAllLines(_folder.File("access.log"));

    /// <param name="upstream"><c>unix:PATH</c> or <c>HOST:PORT</c>.</param>
    public static Task<Nginx> StartAsync(string upstream) => StartAsync(listen => Proxy(listen, upstream));

    /// <summary>Starts it with a configuration of the test's own.</summary>
    /// <param name="blocks">Gives the <c>upstream</c> and <c>server</c> blocks for the address that <c>listen</c> has to say.</param>
    public static async Task<Nginx> StartAsync(Func<string, string> blocks)
    {
        var folder = new TempFolder();
        ChildProcess? process = null;
        try
        {
            var socket = folder.Socket("nginx.sock");
            await File.WriteAllTextAsync(folder.File("nginx.conf"), Configuration(folder, blocks($"unix:{socket}")));
            process = ChildProcess.Start(Executable ?? throw new InvalidOperationException("nginx is not installed."), ["-p", folder.Path, "-c", "nginx.conf"]);

            // It says so after it has bound its socket, and connections queue from then on.
            await process.WaitForLineAsync("start worker process ", ChildOutput.Stderr, timeout: Timeouts.ProcessStart);
            return new Nginx(folder, process, $"unix:{socket}");
        }
        catch
        {
            await DisposeBothAsync(folder, process);
            throw;
        }
    }

    public ValueTask DisposeAsync() => DisposeBothAsync(_folder, _process);

    private static async ValueTask DisposeBothAsync(TempFolder folder, ChildProcess? process)
    {
        if (process is not null)
        {
            await process.DisposeAsync();
        }

        folder.Dispose();
    }

    /// <summary>Nothing outside the folder is used: neither the system's configuration nor its logs, ports or users.</summary>
    private static string Configuration(TempFolder folder, string blocks) => $$"""
        {{(Environment.IsPrivilegedProcess ? $"user {Environment.UserName};" : "# the worker runs as this user")}}
        daemon off;
        worker_processes 1;
        pid {{folder.File("nginx.pid")}};
        error_log {{folder.File("error.log")}} info;
        error_log stderr notice;
        events {
            worker_connections 1024;
        }
        http {
            log_format brief '$request_method $request_uri $status $upstream_status';
            access_log {{folder.File("access.log")}} brief;
            client_max_body_size 100m;
            client_body_buffer_size 64k;
            client_body_temp_path {{folder.File("body")}};
            proxy_temp_path {{folder.File("proxy")}};
            fastcgi_temp_path {{folder.File("fastcgi")}};
            uwsgi_temp_path {{folder.File("uwsgi")}};
            scgi_temp_path {{folder.File("scgi")}};
            {{blocks}}
        }

        """;

    private static string Proxy(string listen, string upstream) => $$"""
        upstream app {
            server {{upstream}};
            keepalive 16;
        }
        server {
            listen {{listen}};
            location / {
                proxy_pass http://app;
                proxy_http_version 1.1;
                proxy_set_header Connection "";
                proxy_set_header Host $http_host;
                proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                proxy_set_header X-Forwarded-Proto $scheme;
            }
        }
        """;
}
