using ZiBai.Validation;

namespace ZiBai;

/// <summary>
/// Puts a check between an app and its server that watches both keep the contract: the counterpart of Python's <c>wsgiref.validate</c>.
/// For development and tests: each request costs a few objects more.
/// </summary>
/// <remarks>
/// What is right passes through as it is. Chunks come when they are asked for, a collection stays an
/// <see cref="IReadOnlyCollection{T}"/> of the same count, a <see cref="FileWrapper"/> stays one over the same stream, and what the app
/// returned is disposed once, when and how the server disposes it. What is wrong throws where it was done: the app's wrong call in the app,
/// its wrong body where the server asks for the next chunk, and the server's wrong call in the server. A body that the server never
/// disposes goes unnoticed, for nobody is left to be told.
/// Source: PEP 3333; <see cref="ContractRule.All"/> lists the rules with the section of each.
/// </remarks>
public static class Validator
{
    /// <summary>Wraps a synchronous app.</summary>
    /// <param name="app">The app.</param>
    /// <returns>
    /// An app that behaves as <paramref name="app"/> does while both sides keep the rules, and throws
    /// <see cref="ContractViolationException"/> where one does not.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="app"/> is null.</exception>
    public static WsgiApp Wrap(WsgiApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return (environ, startResponse) =>
        {
            var request = RequestCheck.Begin(environ, startResponse);
            try
            {
                return request.Returned(app(request.Environ, request.StartResponse));
            }
            catch
            {
                request.Finish();
                throw;
            }
        };
    }

    /// <summary>Wraps an asynchronous app.</summary>
    /// <param name="app">The app.</param>
    /// <returns>As for the synchronous form.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="app"/> is null.</exception>
    public static AsyncWsgiApp Wrap(AsyncWsgiApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return (environ, startResponse) =>
        {
            var request = RequestCheck.Begin(environ, startResponse);
            try
            {
                return request.Returned(app(request.Environ, request.StartResponse));
            }
            catch
            {
                request.Finish();
                throw;
            }
        };
    }
}
