namespace ZiBai.Adapter;

/// <summary>
/// Decides when, and on which thread, the engine runs the app for a request. Once disposed it calls the app no more: requests that still wait
/// for their turn belong to connections that the server has aborted.
/// </summary>
internal interface IAppRunner : IDisposable
{
    /// <summary>Completes when the app is through with the request and the response is handed to the server.</summary>
    Task RunAsync(RequestContext context);
}
