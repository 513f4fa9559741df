# The sleep app for puma.
run ->(_env) do
  sleep 0.01
  [200, { "Content-Type" => "text/plain; charset=utf-8", "Content-Length" => "12" }, ["Hello World!"]]
end
