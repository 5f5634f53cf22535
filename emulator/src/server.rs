//! The listening sockets and the tasks that serve them.

use crate::{
    Error, Result,
    app::{App, handle},
    connection::Acceptor,
};
use axum::handler::Handler;
use axum_server::{
    Handle,
    tls_rustls::{RustlsAcceptor, RustlsConfig},
};
use rustls::ServerConfig;
use std::{
    io,
    net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener},
    sync::Arc,
};
use tokio::task::JoinHandle;

/// How often another free port is tried when the first one is taken on the other address.
const ATTEMPTS: usize = 16;

/// Sockets that hold their port, on both addresses that `localhost` may mean.
#[derive(Debug)]
pub(crate) struct Listeners {
    pub(crate) port: u16,
    sockets: Vec<TcpListener>,
}

impl Listeners {
    pub(crate) fn bind(port: u16) -> Result<Self> {
        let mut last = None;
        for _ in 0..if port == 0 { ATTEMPTS } else { 1 } {
            match Self::try_bind(port) {
                Ok(listeners) => return Ok(listeners),
                Err(error) => last = Some(error),
            }
        }
        let error = last.unwrap_or_else(|| io::ErrorKind::AddrInUse.into());
        let remedy = if port == 0 { "" } else { ". Is it in use? Port 0 takes a free one" };
        Err(Error::new(format!("cannot listen on port {port} of localhost: {error}{remedy}")).with_source(error))
    }

    /// Both addresses, or neither: a stranger's server on the other one would get the clients' tokens.
    fn try_bind(port: u16) -> io::Result<Self> {
        let first = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let port = first.local_addr()?.port();
        let second = match TcpListener::bind((Ipv6Addr::LOCALHOST, port)) {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => return Err(error),
            // No IPv6 on this machine: then `localhost` does not mean it either.
            second => second.ok(),
        };
        let sockets: Vec<TcpListener> = [Some(first), second].into_iter().flatten().collect();
        for socket in &sockets {
            socket.set_nonblocking(true)?;
        }
        Ok(Self { port, sockets })
    }
}

/// The running server; dropping it closes every connection.
#[derive(Debug)]
pub(crate) struct Server {
    handles: Vec<Handle<SocketAddr>>,
    tasks: Vec<JoinHandle<io::Result<()>>>,
}

impl Server {
    /// Serves on the runtime that calls.
    pub(crate) fn start(listeners: Listeners, tls: ServerConfig, app: &Arc<App>) -> Result<Self> {
        let acceptor = RustlsAcceptor::new(RustlsConfig::from_config(Arc::new(tls))).acceptor(Acceptor);
        let mut server = Self { handles: Vec::new(), tasks: Vec::new() };
        for socket in listeners.sockets {
            let handle_ = Handle::new();
            let bound = axum_server::from_tcp(socket).map_err(|error| Error::new("cannot serve").with_source(error))?;
            let bound = bound.acceptor(acceptor.clone()).handle(handle_.clone());
            let service = handle.with_state(Arc::clone(app)).into_make_service();
            server.tasks.push(tokio::spawn(bound.serve(service)));
            server.handles.push(handle_);
        }
        Ok(server)
    }

    /// Ends when nothing listens any more.
    pub(crate) async fn stop(&mut self) {
        self.close();
        for task in self.tasks.drain(..) {
            if let Ok(Err(error)) = task.await {
                tracing::warn!(%error, "the server ended badly");
            }
        }
    }

    fn close(&self) {
        self.handles.iter().for_each(Handle::shutdown);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.close();
    }
}
